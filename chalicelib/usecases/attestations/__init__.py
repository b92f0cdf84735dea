"""查验码: shown, made and revoked by its holder, checked by anybody."""
