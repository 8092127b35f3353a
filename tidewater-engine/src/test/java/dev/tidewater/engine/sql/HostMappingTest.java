package dev.tidewater.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostMappingTest {
    private static final HostMapping HOSTS = new HostMapping(Map.of(
            "kafka:9092", "127.0.0.1:40123",
            "kafka-2:9092", "127.0.0.1:40123",
            "schema-registry:8081", "127.0.0.1:40124",
            "minio:9000", "127.0.0.1:40125"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "kafka:9092 | 127.0.0.1:40123",
                "KAFKA:9092 | 127.0.0.1:40123",
                "kafka:9092,kafka-2:9092 | 127.0.0.1:40123",
                "kafka:9092, kafka-2:9092, other:9092 | 127.0.0.1:40123, other:9092",
                "PLAINTEXT://kafka:9092,PLAINTEXT://kafka-2:9092 | PLAINTEXT://127.0.0.1:40123",
                "http://schema-registry:8081 | http://127.0.0.1:40124",
                "http://schema-registry:8081/apis/ccompat/v7?x=kafka:9092 | http://127.0.0.1:40124/apis/ccompat/v7?x=127.0.0.1:40123",
                "http://user:pw@schema-registry:8081/ | http://user:pw@127.0.0.1:40124/",
                "mykafka:9092 | mykafka:9092",
                "my-kafka:9092 | my-kafka:9092",
                "my.kafka:9092 | my.kafka:9092",
                "kafka:90921 | kafka:90921",
                "kafka.internal:9092 | kafka.internal:9092",
                "kafka:9093 | kafka:9093",
                "kafka | kafka",
                "s3://bucket/kafka:9092 | s3://bucket/kafka:9092",
                "a:9092,a:9092 | a:9092,a:9092"
            })
    void replacesWholeAuthoritiesOnly(String value, String mapped) {
        assertThat(map("CREATE TABLE t (id INT) WITH ('k' = '" + value + "')"))
                .isEqualTo("CREATE TABLE t (id INT) WITH ('k' = '" + mapped + "')");
    }

    @Test
    void mapsCatalogsAndHints() {
        assertThat(map("CREATE CATALOG c WITH ('type'='iceberg', 's3.endpoint'='http://minio:9000')"))
                .isEqualTo("CREATE CATALOG c WITH ('type'='iceberg', 's3.endpoint'='http://127.0.0.1:40125')");
        assertThat(map("INSERT INTO a SELECT * FROM t /*+ OPTIONS('properties.bootstrap.servers'='kafka:9092') */"))
                .isEqualTo(
                        "INSERT INTO a SELECT * FROM t /*+ OPTIONS('properties.bootstrap.servers'='127.0.0.1:40123') */");
        assertThat(map("ALTER TABLE t SET ('url' = 'http://schema-registry:8081')"))
                .isEqualTo("ALTER TABLE t SET ('url' = 'http://127.0.0.1:40124')");
        assertThat(map("CREATE TABLE t WITH ('a'='kafka:9092') AS SELECT 'kafka:9092' AS x"))
                .isEqualTo("CREATE TABLE t WITH ('a'='127.0.0.1:40123') AS SELECT 'kafka:9092' AS x");
    }

    @Test
    void leavesEverythingElse() {
        for (String text : new String[] {
            "INSERT INTO a SELECT 'kafka:9092' FROM t",
            "CREATE TABLE t (id INT COMMENT 'kafka:9092') COMMENT 'kafka:9092' WITH ('kafka:9092' = 'x')",
            "CREATE VIEW v AS WITH c AS (SELECT 'kafka:9092' = 'kafka:9092') SELECT * FROM c",
            "CREATE TABLE t (id INT) -- 'kafka:9092'\n WITH ('a'='b' /* kafka:9092 */)"
        }) {
            SqlStatement statement = SqlStatement.of("a.sql", new SqlPosition(1, 1), text);
            assertThat(HOSTS.apply(statement)).isSameAs(statement);
        }
    }

    @Test
    void placesStillLeadToTheTextOfTheUser() {
        String text = "CREATE TABLE t (id INT) WITH ('a' = 'kafka:9092', 'b' = 'kafka-2:9092,kafka:9092', 'c' = 'd')";
        SqlStatement statement =
                SqlScript.parse("a.sql", "SELECT 1;\n  " + text).statements().get(1);

        SqlStatement mapped = HOSTS.apply(statement);

        assertThat(mapped.text()).contains("'a' = '127.0.0.1:40123', 'b' = '127.0.0.1:40123', 'c' = 'd'");
        assertThat(mapped.original()).isEqualTo(text);
        for (String mark : new String[] {"CREATE", "WITH", "'a'", "'b'", "'c'", "'d'", "')"}) {
            assertThat(mapped.inFile(new SqlPosition(1, mapped.text().indexOf(mark) + 1)))
                    .as(mark)
                    .isEqualTo(new SqlPosition(2, text.indexOf(mark) + 3));
        }
        int insideSecond = mapped.text().lastIndexOf("40123");
        SqlPosition place = mapped.inFile(new SqlPosition(1, insideSecond + 1));
        assertThat(place.column() - 3).isBetween(text.indexOf("'kafka-2"), text.indexOf(", 'c'") - 1);
    }

    private static String map(String text) {
        return HOSTS.apply(SqlStatement.of("a.sql", new SqlPosition(1, 1), text))
                .text();
    }
}
