package dev.tidewater.engine.sql;

import java.util.Locale;
import java.util.Set;

/** Words that Flink's parser takes for its own unless they stand in backquotes. */
final class ReservedWords {
    /** Words that begin or join clauses: one of these in an odd place is rarely meant as a name. */
    private static final Set<String> CLAUSES = Set.of(
            "SELECT",
            "FROM",
            "WHERE",
            "GROUP",
            "ORDER",
            "BY",
            "HAVING",
            "JOIN",
            "INNER",
            "LEFT",
            "RIGHT",
            "FULL",
            "OUTER",
            "CROSS",
            "ON",
            "USING",
            "UNION",
            "INTERSECT",
            "EXCEPT",
            "LIMIT",
            "OFFSET",
            "FETCH",
            "WITH",
            "AS",
            "AND",
            "OR",
            "NOT",
            "IN",
            "IS",
            "LIKE",
            "BETWEEN",
            "CASE",
            "WHEN",
            "THEN",
            "ELSE",
            "END",
            "INSERT",
            "INTO",
            "VALUES",
            "SET",
            "CREATE",
            "TABLE",
            "DISTINCT",
            "PARTITION",
            "OVER",
            "WINDOW",
            "LATERAL",
            "FOR",
            "EXISTS");

    /** Further reserved words of Flink 2.1 that people give to columns and tables. */
    private static final Set<String> NAMES = Set.of(
            ("ABS ALL ALLOW ANY ARRAY AT AUTHORIZATION AVG BEGIN BIGINT BINARY BIT BLOB BOOLEAN BOTH BUCKETS BYTES CALL"
                            + " CARDINALITY CATALOGS CEIL CHAR CHARACTER CHECK CLASSIFIER CLOSE COALESCE COLLECT COLUMN COMMENT"
                            + " COMMIT CONDITION CONNECT CONSTRAINT CONTAINS CONTINUOUS CONVERT CORR COUNT CUBE CURRENT"
                            + " CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURSOR CYCLE DATABASES DATE DATETIME DAY DEC DECIMAL"
                            + " DECLARE DEFAULT DEFINE DELETE DESCRIBE DETERMINISTIC DISALLOW DISCONNECT DISTRIBUTED"
                            + " DISTRIBUTION DOT DOUBLE DROP DYNAMIC EACH ELEMENT EMPTY EQUALS ESCAPE EVERY EXEC EXECUTE EXP"
                            + " EXPLAIN EXTEND EXTENDED EXTERNAL EXTRACT FALSE FILTER FIRST_VALUE FLOAT FLOOR FOREIGN FREE"
                            + " FRESHNESS FRIDAY FUNCTION FUNCTIONS GET GLOBAL GRANT GROUPING GROUPS HASH HOLD HOUR IDENTITY"
                            + " IMPORT INCLUDE INDICATOR INITIAL INOUT INT INTEGER INTERSECTION INTERVAL LAG LANGUAGE LARGE"
                            + " LAST_VALUE LEAD LEADING LN LOCAL LOCALTIME LOCALTIMESTAMP LOWER MATCH MATCHES MAX MEASURES"
                            + " MEMBER MERGE METHOD MIN MINUS MINUTE MOD MODELS MODIFY MODULE MODULES MONDAY MONTH MULTISET"
                            + " NATIONAL NATURAL NEW NEXT NO NONE NORMALIZE NULL NUMERIC OF OLD OMIT ONE ONLY OPEN OUT OVERLAPS"
                            + " OVERLAY PARAMETER PATTERN PER PERCENT PERIOD PERMUTE PIVOT PORTION POSITION POWER PRECEDES"
                            + " PRECISION PREPARE PREV PRIMARY PROCEDURE PROCEDURES QUALIFY QUARTERS RANGE RANK RAW READS REAL"
                            + " RECURSIVE REF REFERENCES REFRESH RELEASE RENAME RESET RESULT RESUME RETURN RETURNS REVOKE"
                            + " ROLLBACK ROLLUP ROW ROWS ROW_NUMBER RUNNING SATURDAY SAVEPOINT SCALA SCOPE SCROLL SEARCH SECOND"
                            + " SEEK SENSITIVE SEPARATOR SHOW SIMILAR SKIP SMALLINT SOME SPECIFIC SQL SQRT START STATEMENT"
                            + " STATIC STREAM STRING STRUCTURED SUBSET SUBSTRING SUCCEEDS SUM SUNDAY SUSPEND SYMMETRIC SYSTEM"
                            + " TABLES THURSDAY TIME TIMESTAMP TIMESTAMP_LTZ TINYINT TO TRAILING TRANSLATE TRANSLATION TREAT"
                            + " TRIGGER TRIM TRUE TRUNCATE TUESDAY UNIQUE UNKNOWN UPDATE UPPER UPSERT USE USER VALUE VARBINARY"
                            + " VARCHAR VARIANT VARYING VERSIONING VIEWS WATERMARK WATERMARKS WEDNESDAY WEEKS WHENEVER WITHIN"
                            + " WITHOUT YEAR")
                    .split(" "));

    private ReservedWords() {}

    static boolean isReserved(SqlToken token) {
        return token.kind() == SqlToken.Kind.WORD && isReserved(token.text());
    }

    static boolean isReserved(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        return CLAUSES.contains(upper) || NAMES.contains(upper);
    }

    static boolean isClause(SqlToken token) {
        return token.kind() == SqlToken.Kind.WORD && CLAUSES.contains(upper(token));
    }

    static Set<String> clauses() {
        return CLAUSES;
    }

    private static String upper(SqlToken token) {
        return token.text().toUpperCase(Locale.ROOT);
    }
}
