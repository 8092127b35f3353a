package dev.tidewater.cli;

import dev.tidewater.engine.sql.SqlProposals.Proposal;
import dev.tidewater.model.TidewaterException;
import java.util.List;
import java.util.Set;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Has the supervisor propose how a statement may go on: it knows the tables. */
final class SqlCompleter implements Completer {
    /** Behind these comes a dot rather than a space. */
    private static final Set<String> CONTAINERS = Set.of("catalog", "database", "alias");

    private final SqlClient client;

    SqlCompleter(SqlClient client) {
        this.client = client;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        try {
            client.complete(line.line(), line.cursor()).proposals().forEach(one -> candidates.add(candidate(one)));
        } catch (TidewaterException e) {
            // What is typed can be run all the same, and says then what is wrong.
        }
    }

    private static Candidate candidate(Proposal proposal) {
        boolean ends = !CONTAINERS.contains(proposal.what());
        return new Candidate(proposal.text(), proposal.text(), null, null, null, null, ends);
    }
}
