-- Iceberg makes TIMESTAMP(6) of TIMESTAMP(3), and a comment is no column.
create table gen (id bigint not null, name varchar(2147483647), t timestamp(3) not null) with ('connector' = 'datagen');
create database if not exists lake.crm;
create table if not exists lake.crm.people (id bigint not null, name string, t timestamp(3) not null);
insert into lake.crm.people select id, name, t from gen;
