package dev.tidewater.flink.source;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.OutputTag;

/**
 * A table that takes rows from a judge of lateness.
 *
 * @param records {@code LATE} if it takes those that have missed windows
 * @param recipe how its rows are made of a record
 * @param made their type then
 * @param added what the judge adds at their end
 * @param whole their type with that
 */
record JudgedTable(
        TopicOptions.Records records,
        RowRecipe recipe,
        TypeInformation<RowData> made,
        List<LateField> added,
        TypeInformation<RowData> whole)
        implements Serializable {
    JudgedTable {
        // A serializable list.
        added = new ArrayList<>(added);
    }

    boolean isLate() {
        return records == TopicOptions.Records.LATE;
    }

    /** Where rows have their time; windows want it, so it is there. */
    int rowtime() {
        int field = recipe.fields().indexOf(RecordField.ROWTIME);
        if (field < 0) {
            throw new TableException(
                    "rows that windows are for lack their time, metadata \"" + RecordField.ROWTIME.key() + "\"");
        }
        return recipe.arity() - recipe.fields().size() + field;
    }

    /** @param place which of the judge's tables this is */
    OutputTag<RowData> tag(int place) {
        return new OutputTag<>("rows-" + place, whole);
    }
}
