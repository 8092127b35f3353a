CREATE TABLE orders (id STRING NOT NULL, customer_id INT NOT NULL, proc AS PROCTIME()) WITH (
  'connector' = 'kafka', 'topic' = 'orders', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'x',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
CREATE TABLE customers (id INT, country STRING) WITH (
  'connector' = 'jdbc', -- expect: sql-option
  'url' = 'jdbc:mysql://mysqlhost:3306/customerdb', 'table-name' = 'customers');
CREATE TABLE screen (id STRING, country STRING) WITH ('connector' = 'print');
INSERT INTO screen
SELECT o.id, c.country FROM orders AS o
JOIN customers FOR SYSTEM_TIME AS OF o.proc AS c ON o.customer_id = c.id;
