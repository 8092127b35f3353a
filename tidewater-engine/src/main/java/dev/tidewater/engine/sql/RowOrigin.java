package dev.tidewater.engine.sql;

import java.util.List;

/** Where the rows of a query come from. */
sealed interface RowOrigin {
    /** A topic, named there. */
    record OfTopic(TableName name, List<String> path) implements RowOrigin {}

    /** A view of the script, named there. */
    record OfView(TableName name, RowOrigin behind) implements RowOrigin {}

    /** Rows that cannot be late. */
    record Never() implements RowOrigin {}

    /** No topic, or several, or what is done to the rows is not followed. */
    record Unknown(boolean isOfTopics) implements RowOrigin {}
}
