package dev.tidewater.engine.sql;

import dev.tidewater.model.Finding;
import java.util.ArrayList;
import java.util.List;

/** Cuts the tokens of a script into statements and takes statement sets apart. */
final class ScriptParser {
    private static final String RULE = "sql-syntax";

    private final String file;
    private final String text;
    private final TextLines lines;
    private final List<SqlToken> tokens;
    private final List<SqlStatement> statements = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private int at;

    private enum SetEnd {
        FOUND,
        MISSING,
        /** Unknown: a string or comment that is not closed swallowed the rest of the text. */
        CUT
    }

    ScriptParser(String file, String text) {
        this.file = file;
        this.text = text;
        this.lines = new TextLines(text);
        this.tokens =
                SqlLexer.tokens(text).stream().filter(SqlToken::significant).toList();
    }

    SqlScript parse() {
        while (more()) {
            if (at(SqlToken.Kind.SEMICOLON)) {
                at++;
            } else if (words("EXECUTE", "STATEMENT", "SET") || words("BEGIN", "STATEMENT", "SET")) {
                set();
            } else if (words("END") && endsHere(at + 1)) {
                fault(
                        tokens.get(at),
                        "END stands here without a statement set",
                        "begin one: EXECUTE STATEMENT SET BEGIN");
                at++;
            } else {
                List<SqlToken> statement = statement();
                if (complete(statement)) {
                    statements.add(make(statement));
                }
            }
        }
        return new SqlScript(file, text, statements, findings);
    }

    private void set() {
        SqlToken opening = tokens.get(at);
        boolean executed = opening.is("EXECUTE");
        at += 3;
        boolean begun = executed ? words("BEGIN") : at(SqlToken.Kind.SEMICOLON);
        if (!begun) {
            fault(
                    opening,
                    executed ? "the statement set has no BEGIN" : "a semicolon is missing after BEGIN STATEMENT SET",
                    executed ? "write EXECUTE STATEMENT SET BEGIN … END;" : "write BEGIN STATEMENT SET; … END;");
            statement();
            return;
        }
        at++;
        int before = findings.size();
        List<SqlStatement> inner = new ArrayList<>();
        SetEnd end = members(inner);
        statements.addAll(inner);
        if (end == SetEnd.MISSING) {
            // What looks misplaced inside may well stand behind the END that was forgotten.
            findings.subList(before, findings.size()).clear();
            fault(opening, "the statement set has no END", "close it with END; after its last INSERT");
        } else if (inner.isEmpty() && findings.size() == before) {
            fault(opening, "the statement set is empty", "put INSERT statements between BEGIN and END, or remove it");
        }
    }

    /** Reads the statements of a set up to and with its END. */
    private SetEnd members(List<SqlStatement> inner) {
        while (more()) {
            if (at(SqlToken.Kind.SEMICOLON)) {
                at++;
            } else if (words("END")) {
                SqlToken end = tokens.get(at++);
                if (more() && !at(SqlToken.Kind.SEMICOLON)) {
                    fault(end, "a semicolon is missing after END", "write END;");
                }
                return SetEnd.FOUND;
            } else {
                List<SqlToken> statement = statement();
                if (!complete(statement)) {
                    continue;
                }
                SqlToken last = statement.get(statement.size() - 1);
                if (endsWithSpareEnd(statement)) {
                    fault(last, "a semicolon is missing before END", "write ; after the last INSERT, then END;");
                    return SetEnd.FOUND;
                }
                SqlStatement member = make(statement);
                inner.add(member);
                if (member.kind() != SqlStatement.Kind.INSERT) {
                    fault(statement.get(0), "only INSERT may stand in a statement set", "move this out of the set");
                }
            }
        }
        boolean cut = tokens.get(tokens.size() - 1).kind() == SqlToken.Kind.UNTERMINATED;
        return cut ? SetEnd.CUT : SetEnd.MISSING;
    }

    /** The tokens up to the next semicolon. A set that this statement explains or compiles belongs to it whole. */
    private List<SqlToken> statement() {
        if (words("EXECUTE", "INSERT")) {
            at++;
        }
        int from = at;
        boolean inSet = false;
        while (more()) {
            if (!inSet && words("STATEMENT", "SET", "BEGIN")) {
                inSet = true;
            } else if (at(SqlToken.Kind.SEMICOLON) && !inSet) {
                break;
            } else if (inSet && words("END") && tokens.get(at - 1).kind() == SqlToken.Kind.SEMICOLON) {
                inSet = false;
            }
            at++;
        }
        return tokens.subList(from, at);
    }

    private boolean complete(List<SqlToken> statement) {
        int hints = 0;
        for (SqlToken token : statement) {
            if (token.kind() == SqlToken.Kind.UNTERMINATED) {
                unterminated(token);
                return false;
            }
            hints += token.kind() == SqlToken.Kind.HINT_OPEN ? 1 : 0;
            hints -= token.kind() == SqlToken.Kind.HINT_CLOSE ? 1 : 0;
            if (hints > 0 && token == statement.get(statement.size() - 1)) {
                SqlToken open = statement.stream()
                        .filter(candidate -> candidate.kind() == SqlToken.Kind.HINT_OPEN)
                        .reduce(token, (earlier, later) -> later);
                fault(open, "the hint is not closed", "close it with */");
                return false;
            }
        }
        return true;
    }

    private void unterminated(SqlToken token) {
        char first = token.text().charAt(0);
        if (first == '/') {
            fault(token, "the comment is not closed", "close it with */");
        } else if (first == '`' || first == '"') {
            fault(token, "the quoted name is not closed", "close it with " + first);
        } else {
            fault(token, "the text is not closed", "close it with ', and write '' for a quote inside it");
        }
    }

    private SqlStatement make(List<SqlToken> statement) {
        int start = statement.get(0).start();
        int end = statement.get(statement.size() - 1).end();
        return SqlStatement.of(file, lines.position(start), text.substring(start, end));
    }

    private static boolean endsWithSpareEnd(List<SqlToken> statement) {
        long cases = statement.stream().filter(token -> token.is("CASE")).count();
        long ends = statement.stream().filter(token -> token.is("END")).count();
        return ends > cases
                && statement.size() > 1
                && statement.get(statement.size() - 1).is("END");
    }

    private void fault(SqlToken token, String message, String hint) {
        SqlPosition position = lines.position(token.start());
        findings.add(new Finding(RULE, Finding.Level.ERROR, file, position.line(), position.column(), message, hint));
    }

    private boolean more() {
        return at < tokens.size();
    }

    private boolean at(SqlToken.Kind kind) {
        return more() && tokens.get(at).kind() == kind;
    }

    private boolean endsHere(int index) {
        return index >= tokens.size() || tokens.get(index).kind() == SqlToken.Kind.SEMICOLON;
    }

    private boolean words(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).is(words[i])) {
                return false;
            }
        }
        return true;
    }
}
