"""The page that explains the API, made on the server from the description itself."""
