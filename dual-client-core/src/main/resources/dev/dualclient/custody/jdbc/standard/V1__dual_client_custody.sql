-- What Dual Client remembers, for PostgreSQL and H2. Keys are keyed hashes; what "body" holds is JSON, and "digest" tells
-- whether it is whole. Times of day are microseconds since 1970 by the writer's clock; "forget_after" alone is in seconds,
-- by this database's clock.

create table if not exists dual_client_record (
    record_key varchar(32) not null primary key,
    digest varchar(43) not null,
    body text not null,
    outage_notice varchar(4) not null,
    expires bigint not null,
    forget_after bigint not null,
    revision bigint not null
);

create index if not exists dual_client_record_notice on dual_client_record (outage_notice, expires);

create index if not exists dual_client_record_forget on dual_client_record (forget_after);

create table if not exists dual_client_outbox (
    id varchar(64) not null primary key,
    revision bigint not null,
    digest varchar(43) not null,
    body text not null,
    kill_id varchar(64) not null,
    side varchar(16) not null,
    blocking boolean not null,
    of_many boolean not null,
    made bigint not null,
    held_until bigint not null,
    ready_at bigint not null
);

create index if not exists dual_client_outbox_kill on dual_client_outbox (kill_id);

create index if not exists dual_client_outbox_ready on dual_client_outbox (side, blocking, ready_at, id);

create index if not exists dual_client_outbox_made on dual_client_outbox (side, blocking, made, id);

create index if not exists dual_client_outbox_lagging on dual_client_outbox (of_many, side, held_until);

create table if not exists dual_client_outbox_name (
    name varchar(32) not null,
    entry_id varchar(64) not null,
    primary key (name, entry_id),
    foreign key (entry_id) references dual_client_outbox (id) on delete cascade
);

create index if not exists dual_client_outbox_name_entry on dual_client_outbox_name (entry_id);

create table if not exists dual_client_note (
    name varchar(128) not null primary key,
    digest varchar(43) not null,
    body text not null,
    revision bigint not null
);

create table if not exists dual_client_version (
    version integer not null primary key
);

insert into dual_client_version (version) values (1);
