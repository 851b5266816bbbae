//! Use cases of reading the books: journal, trial balance, statement, findings.
