select size, root, note from checkpoint where id = 1
