package dev.tidewater.engine.sql;

import dev.tidewater.model.Finding;
import dev.tidewater.model.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Faults for which Calcite's validator gives a place: {@code From line 1, column 8 to line 1, column 12: Column 'foo' not
 * found in any table}, and Flink's own that end in {@code at line 1, column 39}.
 */
final class PositionedErrors {
    private static final Pattern BEFORE = Pattern.compile(
            "(?:From|At) line (\\d+), column (\\d+)(?: to line \\d+, column \\d+)?: (.*)", Pattern.DOTALL);
    private static final Pattern AFTER =
            Pattern.compile("^(.*?),? at line (\\d+), column (\\d+)\\.?(?:\\s+(.*))?$", Pattern.DOTALL);

    private static final Pattern COLUMN = Pattern.compile("^Column '(.+)' not found in any table");
    private static final Pattern COLUMN_OF_TABLE = Pattern.compile("^Column '(.+)' not found in table '(.+)'");
    private static final Pattern TABLE = Pattern.compile("^Table '(.+)' not found");
    private static final Pattern OBJECT = Pattern.compile("^Object '([^']+)' not found");
    private static final Pattern TARGET_COLUMN = Pattern.compile("^Unknown target column '(.+)'");
    private static final Pattern IDENTIFIER = Pattern.compile("^Unknown identifier '(.+)'");
    private static final Pattern FUNCTION =
            Pattern.compile("^No match found for function signature (.+?)\\((.*)\\)", Pattern.DOTALL);
    private static final Pattern AMBIGUOUS = Pattern.compile("^Column '(.+)' is ambiguous");
    private static final Pattern GROUPED = Pattern.compile("^Expression '(.+)' is not being grouped", Pattern.DOTALL);
    private static final Pattern OPERANDS = Pattern.compile(
            "^Cannot apply '(.+?)' to arguments of type '(.+?)'\\.(?: Supported form\\(s\\): (.*))?$", Pattern.DOTALL);
    private static final Pattern ARGUMENTS = Pattern.compile(
            "^Invalid number of arguments to function '(.+?)'\\. Was expecting (.+?) arguments", Pattern.DOTALL);
    private static final Pattern ROWTIME =
            Pattern.compile("^The rowtime attribute field '(.+)' is not defined in the table schema");
    private static final Pattern KEY = Pattern.compile("^Primary key column '(.+)' is not defined in the schema");

    static final List<String> TYPES = List.of(
            "BOOLEAN",
            "TINYINT",
            "SMALLINT",
            "INT",
            "INTEGER",
            "BIGINT",
            "FLOAT",
            "DOUBLE",
            "DECIMAL",
            "STRING",
            "VARCHAR",
            "CHAR",
            "BYTES",
            "VARBINARY",
            "BINARY",
            "DATE",
            "TIME",
            "TIMESTAMP",
            "TIMESTAMP_LTZ",
            "ARRAY",
            "MAP",
            "MULTISET",
            "ROW",
            "VARIANT");

    private final PlannerFault fault;
    private final SqlPosition position;
    private final int offset;
    private final String body;

    private PositionedErrors(PlannerFault fault, String line, String column, String body) {
        this.fault = fault;
        this.position = fault.reported(line, column);
        this.offset = fault.offset(line, column);
        this.body = body.strip();
    }

    static Optional<Finding> read(PlannerFault fault) {
        return fault.find(BEFORE)
                .map(match -> new PositionedErrors(fault, match.group(1), match.group(2), match.group(3)))
                .or(() -> fault.find(AFTER)
                        .map(match -> new PositionedErrors(fault, match.group(2), match.group(3), match.group(1))))
                .map(PositionedErrors::explain);
    }

    private Finding explain() {
        return names().or(this::types)
                .orElseGet(() -> fault.finding(SqlRules.PLAN, position, Sentence.first(body), ""));
    }

    private Optional<Finding> names() {
        List<String> columns = fault.names().columns();
        return match(COLUMN)
                .map(m -> name("column \"" + m.group(1) + "\" is in none of the tables", near(m.group(1), columns)))
                .or(() -> match(COLUMN_OF_TABLE)
                        .map(m -> name(
                                "table \"%s\" has no column \"%s\"".formatted(m.group(2), m.group(1)),
                                near(m.group(1), columns))))
                .or(() -> match(TARGET_COLUMN)
                        .map(m -> name(
                                "the target table has no column \"" + m.group(1) + "\"", near(m.group(1), columns))))
                .or(() -> match(TABLE)
                        .map(m -> name(
                                "this query has no table or alias \"" + m.group(1) + "\"",
                                near(m.group(1), namesInStatement(m.group(1))))))
                .or(() -> match(OBJECT).map(this::object))
                .or(() -> match(IDENTIFIER).map(this::identifier))
                .or(() -> match(FUNCTION)
                        .map(m -> name(
                                "no function \"%s\" takes (%s)".formatted(m.group(1), types(m.group(2))),
                                near(m.group(1), fault.names().functions()))))
                .or(() -> match(ROWTIME)
                        .map(m -> name(
                                "the watermark's column \"" + m.group(1) + "\" is not in the table",
                                near(m.group(1), ownColumns()))))
                .or(() -> match(KEY)
                        .map(m -> name(
                                "the key's column \"" + m.group(1) + "\" is not in the table",
                                near(m.group(1), ownColumns()))));
    }

    private Optional<Finding> types() {
        return match(AMBIGUOUS)
                .map(m -> name(
                        "column \"" + m.group(1) + "\" is in more than one table",
                        "put the table's name or alias before it: orders." + m.group(1)))
                .or(() -> match(GROUPED)
                        .map(m -> fault.finding(
                                SqlRules.TYPE,
                                position,
                                "\"" + m.group(1) + "\" is neither grouped nor aggregated",
                                "add it to GROUP BY, or aggregate it: MAX(" + m.group(1) + ")")))
                .or(() -> match(ARGUMENTS)
                        .map(m -> fault.finding(
                                SqlRules.TYPE,
                                position,
                                "function \"" + m.group(1) + "\" takes another number of arguments",
                                "it takes " + m.group(2))))
                .or(() -> match(OPERANDS).map(this::operands));
    }

    private Finding operands(MatchResult match) {
        String forms = Optional.ofNullable(match.group(3))
                .orElse("")
                .lines()
                .map(form -> form.replaceAll("^'|'$", ""))
                .limit(3)
                .map(PositionedErrors::types)
                .reduce((first, second) -> first + ", or " + second)
                .orElse("");
        return fault.finding(
                SqlRules.TYPE,
                position,
                "\"%s\" does not work on %s".formatted(match.group(1), types(match.group(2))),
                (forms.isEmpty() ? "" : "it takes " + forms + "; ") + "CAST(… AS …) converts");
    }

    private Finding object(MatchResult match) {
        String written = written(match.group(1));
        if (fault.isQuery()
                || (written.startsWith(Session.LAKE + ".")
                        && !fault.names().lake().equals(LakeNames.NONE))) {
            return fault.notInLake(position, fault.names().lake().missingTable(written));
        }
        if (!PlannerFault.last(written).equals(match.group(1))) {
            return name(
                    "table \"%s\" does not exist: there is no \"%s\"".formatted(written, match.group(1)),
                    near(match.group(1), fault.names().tables()));
        }
        Optional<String> elsewhere = fault.script().statements().stream()
                .filter(statement ->
                        statement.createdName().filter(written::equals).isPresent())
                .findFirst()
                .map(statement -> "line " + statement.start().line() + " creates \"" + written
                        + "\" in another catalog or database, or is refused: write its name in full");
        String hint =
                elsewhere.orElseGet(() -> near(match.group(1), fault.names().tables()));
        return name(
                "table \"" + written + "\" does not exist", hint.isEmpty() ? "create it earlier in the script" : hint);
    }

    private Finding identifier(MatchResult match) {
        String word = match.group(1);
        List<String> candidates = new ArrayList<>(TYPES);
        candidates.addAll(fault.names().columns());
        boolean type = fault.statement().kind() == SqlStatement.Kind.CREATE_TABLE && !namedColumn(word);
        return name(
                (type ? "type \"%s\" does not exist" : "\"%s\" is not known here").formatted(word),
                near(word, candidates));
    }

    private List<String> ownColumns() {
        return PlannerNames.definedColumns(fault.statement().tokens());
    }

    private boolean namedColumn(String word) {
        return fault.names().columns().contains(word);
    }

    /** The dotted name that stands at the reported place. */
    private String written(String fallback) {
        StringBuilder name = new StringBuilder();
        boolean part = true;
        for (SqlToken token : fault.statement().tokens()) {
            if (token.start() < offset) {
                continue;
            }
            if (part ? !token.isName() : !token.isSymbol('.')) {
                break;
            }
            name.append(token.value());
            part = !part;
        }
        return name.isEmpty() ? fallback : name.toString();
    }

    private List<String> namesInStatement(String except) {
        return fault.statement().tokens().stream()
                .filter(token -> token.isName() && !ReservedWords.isReserved(token))
                .map(SqlToken::value)
                .filter(name -> !name.equals(except))
                .toList();
    }

    private Optional<MatchResult> match(Pattern pattern) {
        Matcher matcher = pattern.matcher(body);
        return matcher.find() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
    }

    private Finding name(String message, String hint) {
        return fault.finding(SqlRules.NAME, position, message, hint);
    }

    private static String near(String word, List<String> candidates) {
        return Nearest.to(word, candidates)
                .map(meant -> "did you mean \"" + meant + "\"?")
                .orElse("");
    }

    /** Takes off the angle brackets that Calcite puts around types; those inside a type and of operators stay. */
    private static String types(String types) {
        String text = Sentence.plain(types);
        StringBuilder bare = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean opens =
                    c == '<' && (depth > 0 || (i + 1 < text.length() && Character.isLetter(text.charAt(i + 1))));
            boolean closes = c == '>' && depth > 0;
            boolean outer = (opens && depth == 0) || (closes && depth == 1);
            depth += opens ? 1 : 0;
            depth -= closes ? 1 : 0;
            bare.append(outer ? "" : String.valueOf(c));
        }
        return bare.toString();
    }
}
