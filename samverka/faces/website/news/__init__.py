"""News, press releases and blog posts, as the public reads them."""
