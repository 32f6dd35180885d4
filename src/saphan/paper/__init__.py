"""Documents on paper: layouts, the fonts that come with the product, and the press that makes a PDF of them."""
