"""Files, rich text and PDFs; reached only through the pages that own them."""
