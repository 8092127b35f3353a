package dev.tidewater.flink.source;

import java.util.Arrays;
import java.util.Optional;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;

/** What a row's lateness adds to it, as metadata of the table. */
enum LateField {
    /** Start of the window that the row has missed, as Flink's table functions give it. */
    MISSED_START("missed-window-start", DataTypes.TIMESTAMP(3)),
    /** End of it. */
    MISSED_END("missed-window-end", DataTypes.TIMESTAMP(3)),
    /** End of the first window that is open, if the row has missed another; else null. */
    OPEN_END("open-window-end", DataTypes.TIMESTAMP(3));

    private final String key;
    private final DataType type;

    LateField(String key, DataType type) {
        this.key = key;
        this.type = type;
    }

    static Optional<LateField> called(String key) {
        return Arrays.stream(values()).filter(field -> field.key.equals(key)).findFirst();
    }

    String key() {
        return key;
    }

    DataType type() {
        return type;
    }
}
