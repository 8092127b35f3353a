package dev.tidewater.engine.sql;

/** Ids of the findings that come from Flink's planner. */
final class SqlRules {
    /** The text does not parse. */
    static final String SYNTAX = "sql-syntax";
    /** A table, column, function or catalog that does not exist, or exists already. */
    static final String NAME = "sql-name";
    /** An option of a WITH clause or a hint: missing, unknown, or with a value that does not fit. */
    static final String OPTION = "sql-option";
    /** Types or columns that do not fit together. */
    static final String TYPE = "sql-type";
    /** What Flink cannot plan, for any other reason. */
    static final String PLAN = "sql-plan";

    private SqlRules() {}
}
