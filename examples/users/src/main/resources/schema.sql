create table users (username varchar(50) primary key, password varchar(500) not null, enabled boolean not null);
create table authorities (username varchar(50) not null references users (username), authority varchar(50) not null);
create table dualclient_known_users (name_hash char(64) primary key);
