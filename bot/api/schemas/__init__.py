"""The shapes of the API, one file per resource; the OpenAPI document is made from them."""
