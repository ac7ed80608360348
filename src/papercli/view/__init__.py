"""What a person sees on a terminal, as rich renderables; nothing here prints. The only user of rich."""
