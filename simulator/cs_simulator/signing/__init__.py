"""Who signed this request, and what may they do: signatures, keys, replays, policies.

Pure: a request and the keys come in, the credential that signed it or a refusal comes out.
"""
