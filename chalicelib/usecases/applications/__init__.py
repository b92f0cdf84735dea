"""One application of any business."""
