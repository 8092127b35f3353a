package dev.tidewater.engine.produce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** CSV rows as objects, each cell of its column's type. */
final class CsvReader implements RecordReader {
    private final CsvRows rows;
    private final Map<String, ColumnType> types;

    /** @param types by column; a column without one is a string */
    CsvReader(CsvRows rows, Map<String, ColumnType> types) {
        this.rows = rows;
        this.types = Map.copyOf(types);
    }

    @Override
    public Optional<InputRecord> next() throws InputFault, IOException {
        Optional<String[]> row = rows.next();
        return row.isEmpty() ? Optional.empty() : Optional.of(record(row.get()));
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    private InputRecord record(String[] row) throws InputFault {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        List<String> columns = rows.columns();
        for (int i = 0; i < row.length; i++) {
            String column = columns.get(i);
            ColumnType type = types.getOrDefault(column, ColumnType.STRING);
            Optional<JsonNode> value = CsvTypes.parse(type, row[i]);
            if (value.isEmpty()) {
                String what = "column \"" + column + "\" is to hold type " + type.label() + ", not \"" + row[i] + "\"";
                throw InputFault.unfit(rows.place(), what);
            }
            object.set(column, value.get());
        }
        return new InputRecord.OfJson(rows.place(), object);
    }
}
