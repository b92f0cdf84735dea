"""Pictures of credentials: sent to the bucket by the browser, checked and copied by us, shown by short links."""
