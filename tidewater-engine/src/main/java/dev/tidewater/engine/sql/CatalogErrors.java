package dev.tidewater.engine.sql;

import dev.tidewater.model.Finding;
import dev.tidewater.model.Nearest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tables, databases and catalogs that are not there, or are there already. */
final class CatalogErrors {
    private static final Pattern NO_TABLE = Pattern.compile(
            "Cannot find table '(.+?)' in any of the catalogs|Table with identifier '(.+?)' does not exist");
    private static final Pattern NO_CATALOG = Pattern.compile(
            "A catalog with name \\[(.+?)] does not exist|Catalog with name '?(.+?)'? does not exist|Catalog (\\S+) does not exist");
    private static final Pattern NO_DATABASE = Pattern.compile(
            "A database with name \\[(.+?)] does not exist|Database (?:with identifier )?'?(\\S+?)'? does not exist");
    private static final Pattern EXISTS =
            Pattern.compile("(Table|Database|Catalog)(?: \\(or view\\))? '?(\\S+?)'? already exists");

    private static final Pattern NOT_TO_SHOW = Pattern.compile(
            "(?:Tables or views with the|Table with) identifier ['`](.+?)['`] (?:doesn't|does not) exist");
    private static final Pattern NO_BESIDE = Pattern.compile("Illegal table name:\\s*(\\S+)");
    private static final Pattern NO_DATABASE_TO_SHOW = Pattern.compile("Database '\\w+'\\.'(.+?)' doesn't exist");
    private static final Pattern NO_CURRENT = Pattern.compile("^Database default does not exist");

    private CatalogErrors() {}

    static Optional<Finding> read(PlannerFault fault) {
        return (fault.isQuery() ? inQuery(fault) : Optional.<Finding>empty()).or(() -> inScript(fault));
    }

    /** What SHOW and DESCRIBE are told, and what Iceberg says of a table beside a table that it does not have. */
    private static Optional<Finding> inQuery(PlannerFault fault) {
        return fault.find(NOT_TO_SHOW)
                .map(match -> match.group(1).replace("`", "").replaceFirst("^" + Session.LAKE + "\\.", ""))
                .map(name -> fault.notInLake(
                        fault.whereNamed(name), fault.names().lake().missingTable(name)))
                .or(() -> fault.find(NO_BESIDE)
                        .map(match -> fault.nameEndingIn(match.group(1)))
                        .map(name -> fault.notInLake(
                                fault.whereNamed(name), fault.names().lake().missingTable(name))))
                .or(() -> fault.find(NO_DATABASE_TO_SHOW)
                        .map(match -> fault.notInLake(
                                fault.whereNamed(match.group(1)),
                                fault.names().lake().missingDatabase(match.group(1)))))
                .or(() -> fault.find(NO_CURRENT)
                        .map(match -> fault.notInLake(
                                fault.statement().start(),
                                fault.names()
                                        .lake()
                                        .unnamedDatabase(fault.statement().normalised()))));
    }

    private static Optional<Finding> inScript(PlannerFault fault) {
        return fault.find(NO_TABLE)
                .map(m -> Optional.ofNullable(m.group(1)).orElse(String.valueOf(m.group(2))))
                .map(name -> missing(fault, "table", name))
                .or(() -> fault.find(NO_CATALOG)
                        .map(m -> missing(fault, "catalog", m.group().replaceAll(PLAIN_NAME, "$1"))))
                .or(() -> fault.find(NO_DATABASE)
                        .map(m -> missing(fault, "database", m.group().replaceAll(PLAIN_NAME, "$1"))))
                .or(() -> fault.find(EXISTS).map(m -> exists(fault, m.group(1), m.group(2))));
    }

    /** Takes the name out of any of the sentences above. */
    private static final String PLAIN_NAME =
            "^.*?(?:name|identifier|Catalog|Database) ['\\[]?([^'\\]\\s]+)['\\]]? does not exist.*$";

    private static Finding missing(PlannerFault fault, String kind, String name) {
        String shown = PlannerFault.shown(name);
        if (fault.statement().kind() == SqlStatement.Kind.DROP) {
            String drop = "write DROP " + kind.toUpperCase(Locale.ROOT) + " IF EXISTS if that may be";
            return fault.finding(
                    SqlRules.NAME, fault.whereNamed(name), kind + " \"" + shown + "\" does not exist", drop);
        }
        String hint = Nearest.to(PlannerFault.last(name), fault.names().tables())
                .filter(near -> kind.equals("table"))
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse("create it earlier in the script: CREATE " + kind.toUpperCase(Locale.ROOT) + " " + shown
                        + " …");
        return fault.finding(SqlRules.NAME, fault.whereNamed(name), kind + " \"" + shown + "\" does not exist", hint);
    }

    private static Finding exists(PlannerFault fault, String kind, String name) {
        String lower = kind.toLowerCase(Locale.ROOT);
        return fault.finding(
                SqlRules.NAME,
                fault.whereNamed(name),
                lower + " \"" + PlannerFault.last(name) + "\" already exists",
                "choose another name, or write CREATE " + kind.toUpperCase(Locale.ROOT) + " IF NOT EXISTS");
    }
}
