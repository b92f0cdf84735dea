"""The only place that knows AWS, Pillow and the shape of stored items."""
