-- Ways to kept refusals, oldest first, for whoever asks who tried what.

-- What one person tried.
create index refusal_by_person on refusal (person, id);

-- What was tried on one thing.
create index refusal_by_subject on refusal (subject, id) where subject is not null;
