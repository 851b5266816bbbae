select version, description, checksum from _sqlx_migrations where success order by version
