"""The pages: `shell` holds the frame, `home` what comes first, and one package per module its pages."""
