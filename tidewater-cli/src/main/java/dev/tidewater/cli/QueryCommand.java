package dev.tidewater.cli;

import dev.tidewater.engine.sql.QueryResult;
import dev.tidewater.engine.sql.QueryResult.Completeness;
import dev.tidewater.server.Call;
import dev.tidewater.server.ControlClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "query",
        description = "Asks the lake once and prints the rows.",
        footer = {
            "",
            "Examples:",
            "  tidewater query 'SELECT COUNT(*) FROM shop.orders_enriched'",
            "  tidewater query 'SELECT * FROM shop.orders_enriched$snapshots'",
            "  tidewater query 'SHOW TABLES IN lake.shop' -o json"
        })
final class QueryCommand implements Callable<Integer>, HasTexts {
    /** As the findings of a query call the text that they are about. */
    private static final String SOURCE = "query";

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "SQL", description = "One SELECT, SHOW or DESCRIBE. Catalog lake is the current one.")
    private String sql = "";

    @Option(
            names = "--limit",
            defaultValue = "1000",
            paramLabel = "N",
            description = "Most rows to print (default: ${DEFAULT-VALUE}).")
    private int limit = 1000;

    @Override
    public Map<String, String> texts() {
        return Map.of(SOURCE, sql);
    }

    @Override
    public Integer call() {
        Numbers.requireAtLeast(1, "--limit", limit);
        QueryResult result = ControlClient.require(common.layout())
                .call(Call.QUERY, new Call.QueryRequest(sql, limit), Duration.ofMinutes(10));
        common.answer(QueryText.objects(result), QueryText.table(result));
        if (result.completeness() == Completeness.CUT) {
            CommonOptions.say("there are more rows than " + limit + "; see them with: --limit N");
        }
        return 0;
    }
}
