"""The picture library: pages for finding, describing, replacing and removing pictures, and where each is shown."""
