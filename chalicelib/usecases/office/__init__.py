"""What the office sets and looks up: windows, notices, staff, imports, exports, search."""
