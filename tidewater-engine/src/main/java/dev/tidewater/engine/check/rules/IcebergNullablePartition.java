package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.engine.sql.TableFacts;
import dev.tidewater.model.Finding.Level;
import java.util.List;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;

/** Rows without a value share one partition; a value of its own for every row makes a partition of every row. */
final class IcebergNullablePartition implements Rule {
    @Override
    public String id() {
        return "iceberg-nullable-partition";
    }

    @Override
    public Level level() {
        return Level.INFO;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (CheckedInsert insert : script.inserts()) {
            TableFacts target = insert.target();
            if (!Tables.isIceberg(target)) {
                continue;
            }
            for (String column : target.partitionKeys()) {
                LogicalType type = target.column(column).orElseThrow().type();
                boolean isOnlyKey = target.primaryKey().equals(List.of(column));
                if (type.getTypeRoot().getFamilies().contains(LogicalTypeFamily.TIMESTAMP) || isOnlyKey) {
                    findings.add(
                            insert.statement().target(),
                            "\"" + target.shown()
                                    + "\" gets a partition, and a file in each commit, for every single \"" + column
                                    + "\"",
                            isOnlyKey
                                    ? "partition by a column with few values, and add it to the key"
                                    : "partition by a column of type DATE: CAST(" + column + " AS DATE)");
                } else if (type.isNullable() && Inserts.mayBeNull(insert, column)) {
                    findings.add(
                            insert.statement().target(),
                            "all rows without \"" + column + "\" pile up in one partition of \"" + target.shown()
                                    + "\", however many they are",
                            "write COALESCE(" + column + ", 'unknown') or a filter, and declare the column NOT NULL");
                }
            }
        }
    }
}
