"""Files that offices send, CSV or XLSX, as rows of text: streamed, and refused with the place where they break."""
