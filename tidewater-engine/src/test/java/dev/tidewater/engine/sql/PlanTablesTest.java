package dev.tidewater.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlanTablesTest {
    @Test
    void sourcesOfACatalogAreNamedAsFlinkNamesThem() {
        String plan = """
                {"nodes": [
                  {"id": 3, "scanTableSource": {"table": {"identifier": "`lake`.`web`.`orders`"}}},
                  {"id": 4, "scanTableSource": {"table": {"identifier": "`kafka`.`topics`.`orders`"}}},
                  {"id": 5, "type": "stream-exec-calc_1"}]}
                """;

        assertThat(PlanTables.sourceNames(plan, "lake")).containsExactly("orders[3]");
    }
}
