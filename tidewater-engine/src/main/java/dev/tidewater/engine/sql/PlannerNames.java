package dev.tidewater.engine.sql;

import java.util.ArrayList;
import java.util.List;

/** Names that a user may have meant when an error says that a name is unknown. Each list may be empty. */
record PlannerNames(List<String> columns, List<String> tables, List<String> functions, LakeNames lake) {
    static final PlannerNames NONE = new PlannerNames(List.of(), List.of(), List.of(), LakeNames.NONE);

    PlannerNames {
        columns = List.copyOf(columns);
        tables = List.copyOf(tables);
        functions = List.copyOf(functions);
    }

    /** With the tables that a script creates, and their columns. */
    PlannerNames and(SqlScript script) {
        List<String> allTables = new ArrayList<>(tables);
        List<String> allColumns = new ArrayList<>(columns);
        for (SqlStatement statement : script.statements()) {
            switch (statement.kind()) {
                case CREATE_TABLE, CREATE_TABLE_AS, CREATE_VIEW -> {
                    statement.createdName().ifPresent(allTables::add);
                    allColumns.addAll(definedColumns(statement.tokens()));
                }
                default -> {}
            }
        }
        return new PlannerNames(allColumns, allTables, functions, lake);
    }

    /** The names at the beginning of each definition in the outer parentheses before WITH. */
    static List<String> definedColumns(List<SqlToken> tokens) {
        List<String> columns = new ArrayList<>();
        int depth = 0;
        for (int i = 0; i + 1 < tokens.size() && !(depth == 0 && tokens.get(i).is("WITH")); i++) {
            depth += tokens.get(i).isSymbol('(') ? 1 : 0;
            depth -= tokens.get(i).isSymbol(')') ? 1 : 0;
            boolean begins = tokens.get(i).isSymbol('(') || tokens.get(i).isSymbol(',');
            SqlToken name = tokens.get(i + 1);
            if (depth == 1 && begins && name.isName() && !isConstraint(name)) {
                columns.add(name.value());
            }
        }
        return columns;
    }

    private static boolean isConstraint(SqlToken token) {
        return token.is("PRIMARY") || token.is("WATERMARK") || token.is("CONSTRAINT");
    }
}
