package dev.tidewater.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cursor is where the text has a {@code |}. */
class SqlCompletionTest {
    private static final SqlNames NAMES = new SqlNames() {
        private final Map<String, List<String>> tables = Map.of(
                "lake.shop",
                List.of("orders_enriched", "revenue"),
                "kafka.topics",
                List.of("my-topic", "orders", "table"));

        @Override
        public String currentCatalog() {
            return "lake";
        }

        @Override
        public List<String> catalogs() {
            return List.of("kafka", "lake");
        }

        @Override
        public List<String> databases(String catalog) {
            return catalog.equals("lake") ? List.of("shop") : List.of("topics");
        }

        @Override
        public List<String> tables(String catalog, String database) {
            return tables.getOrDefault(catalog + "." + database, List.of());
        }

        @Override
        public List<String> plainTables() {
            return List.of("my_view");
        }

        @Override
        public List<String> topics() {
            return tables("kafka", "topics");
        }

        @Override
        public List<String> columns(List<String> path) {
            return switch (String.join(".", path)) {
                case "orders", "kafka.topics.orders" -> List.of("order_id", "amount", "$rowtime");
                case "lake.shop.revenue", "shop.revenue" -> List.of("category", "revenue");
                default -> List.of();
            };
        }
    };

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "SEL| > SELECT",
                "sel| > select",
                "select 1; sho| > show tables, show databases, show catalogs, show create table, show functions",
                "SELECT * FROM | > my_view, `my-topic`, orders, `table`, shop, kafka, lake",
                "SELECT * FROM or| > orders",
                "SELECT * FROM my| > my_view, `my-topic`",
                "SELECT * FROM `my| > `my_view`, `my-topic`",
                "SELECT * FROM kafka.| > topics",
                "SELECT * FROM kafka.topics.o| > orders",
                "SELECT * FROM shop.re| > revenue",
                "SELECT * FROM lake.shop.| > orders_enriched, revenue",
                "SELECT am| FROM orders > amount",
                "SELECT cat| FROM orders o JOIN lake.shop.revenue r ON true > category, catalogs, catalog",
                "SELECT o.| FROM orders AS o > order_id, amount, `$rowtime`",
                "SELECT * FROM orders AS o WHERE o.am| > amount",
                "SELECT * FROM orders WHERE orders.ord| > order_id",
                "SELECT * FROM shop.revenue, or| > orders",
                "SELECT category, rev| FROM shop.revenue > revenue",
                "INSERT INTO shop.| > orders_enriched, revenue",
                "DESCRIBE o| > orders",
                "USE | > CATALOG, shop",
                "USE CATALOG k| > kafka",
                "SHOW TABLES IN | > shop, kafka, lake",
                "SHOW TABLES IN kafka.t| > topics",
                "SELECT 'FROM'; SELECT * FROM or| > orders"
            })
    void proposesWhatMayStandThere(String text, String proposals) {
        assertThat(String.join(", ", proposals(text))).isEqualTo(proposals);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 'se|", "SELECT 1 -- se|", "SELECT 'se'| "})
    void keepsQuietInTextsAndComments(String text) {
        assertThat(proposals(text)).isEmpty();
    }

    @Test
    void saysWhereTheWordBeginsThatIsReplacedAndWhatEachProposalIs() {
        SqlProposals proposals = SqlCompletion.of("SELECT * FROM `my", 17, NAMES);

        assertThat(proposals.start()).isEqualTo(14);
        assertThat(proposals.proposals())
                .extracting(SqlProposals.Proposal::what)
                .containsExactly("table", "topic");
    }

    private static List<String> proposals(String text) {
        int cursor = text.indexOf('|');
        return SqlCompletion.of(text.replace("|", ""), cursor, NAMES).proposals().stream()
                .map(SqlProposals.Proposal::text)
                .toList();
    }
}
