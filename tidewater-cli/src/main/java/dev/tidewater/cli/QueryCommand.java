package dev.tidewater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidewater.engine.sql.QueryResult;
import dev.tidewater.engine.sql.QueryResult.Completeness;
import dev.tidewater.server.Call;
import dev.tidewater.server.ControlClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
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

    private static final Pattern NUMBER =
            Pattern.compile("(TINYINT|SMALLINT|INT|INTEGER|BIGINT|FLOAT|DOUBLE|DECIMAL)\\b.*");

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
        common.answer(objects(result), text(result));
        if (result.completeness() == Completeness.CUT) {
            CommonOptions.say("there are more rows than " + limit + "; see them with: --limit N");
        }
        return 0;
    }

    static ArrayNode objects(QueryResult result) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (List<JsonNode> row : result.rows()) {
            ObjectNode object = rows.addObject();
            for (int i = 0; i < row.size(); i++) {
                object.set(result.columns().get(i), row.get(i));
            }
        }
        return rows;
    }

    static String text(QueryResult result) {
        TextTable table = new TextTable(result.columns());
        for (int i = 0; i < result.types().size(); i++) {
            if (NUMBER.matcher(result.types().get(i)).matches()) {
                table.alignRight(i);
            }
        }
        result.rows()
                .forEach(row -> table.row(row.stream().map(QueryCommand::cell).toList()));
        return table.render() + "(" + Units.count(result.rows().size(), "row") + ", " + Units.duration(result.took())
                + ")\n";
    }

    private static String cell(JsonNode value) {
        if (value.isBigDecimal()) {
            return value.decimalValue().toPlainString();
        }
        return value.isNull() ? "NULL" : value.isValueNode() ? value.asText() : value.toString();
    }
}
