"""Who signed this. So far: which AccessKey a call names, in any of the schemes that clients use."""
