"""Everything that is kept: one encrypted file per person, its key, its backups, and ways out of all of it.

    vault = Vault.open(folder, passphrase, clock=clock)     # vault.py; people.py finds the folder
    recorder = Records(vault).recorder(story)               # records.py, recorder.py: durable before shown
    keep_backed_up(vault)                                   # backup.py: every half hour, and at close

What is kept never loads or saves itself, and nothing here asks the clock: a `Clock` is passed in.
"""
