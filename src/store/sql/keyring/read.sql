select outer_key, wrapped from keyring where id = 1
