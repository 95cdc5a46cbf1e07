"""Who signed this, and what may he do: signatures, keys, replays, policies.

Pure: a request and the keys come in, the credential that signed it or a refusal comes out.
"""
