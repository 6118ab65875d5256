-- What Dual Client remembers, for MariaDB and MySQL. Keys are keyed hashes; what "body" holds is JSON, and "digest" tells
-- whether it is whole. Times of day are microseconds since 1970 by the writer's clock; "forget_after" alone is in seconds,
-- by this database's clock.

create table if not exists dual_client_record (
    record_key varchar(32) character set ascii collate ascii_bin not null primary key,
    digest varchar(43) character set ascii collate ascii_bin not null,
    body mediumtext not null,
    outage_notice varchar(4) character set ascii collate ascii_bin not null,
    expires bigint not null,
    forget_after bigint not null,
    revision bigint not null,
    index dual_client_record_notice (outage_notice, expires),
    index dual_client_record_forget (forget_after)
) engine = InnoDB default character set utf8mb4;

create table if not exists dual_client_outbox (
    id varchar(64) character set ascii collate ascii_bin not null primary key,
    revision bigint not null,
    digest varchar(43) character set ascii collate ascii_bin not null,
    body mediumtext not null,
    kill_id varchar(64) character set utf8mb4 collate utf8mb4_bin not null,
    side varchar(16) character set ascii collate ascii_bin not null,
    blocking boolean not null,
    of_many boolean not null,
    made bigint not null,
    held_until bigint not null,
    ready_at bigint not null,
    index dual_client_outbox_kill (kill_id),
    index dual_client_outbox_ready (side, blocking, ready_at, id),
    index dual_client_outbox_made (side, blocking, made, id),
    index dual_client_outbox_lagging (of_many, side, held_until)
) engine = InnoDB default character set utf8mb4;

create table if not exists dual_client_outbox_name (
    name varchar(32) character set ascii collate ascii_bin not null,
    entry_id varchar(64) character set ascii collate ascii_bin not null,
    primary key (name, entry_id),
    index dual_client_outbox_name_entry (entry_id),
    foreign key (entry_id) references dual_client_outbox (id) on delete cascade
) engine = InnoDB default character set utf8mb4;

create table if not exists dual_client_note (
    name varchar(128) character set utf8mb4 collate utf8mb4_bin not null primary key,
    digest varchar(43) character set ascii collate ascii_bin not null,
    body mediumtext not null,
    revision bigint not null
) engine = InnoDB default character set utf8mb4;

create table if not exists dual_client_version (
    version integer not null primary key
) engine = InnoDB;

insert into dual_client_version (version) values (1);
