package dev.tidewater.engine.check;

import dev.tidewater.engine.check.CheckReport.CheckedFile;
import dev.tidewater.engine.check.rules.Rules;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Findings.Found;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.engine.sql.DryRun;
import dev.tidewater.engine.sql.HostMapping;
import dev.tidewater.engine.sql.PipelineCompiler;
import dev.tidewater.engine.sql.SeenTables;
import dev.tidewater.engine.sql.SessionConfig;
import dev.tidewater.engine.sql.SqlScript;
import dev.tidewater.model.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives scripts to Flink's planner and to all rules. Nothing that a script creates outlives the check, and nothing is run.
 */
public final class Checker {
    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::file)
            .thenComparingInt(Finding::line)
            .thenComparingInt(Finding::column)
            .thenComparing(Finding::level)
            .thenComparing(Finding::rule);

    private final SessionConfig config;
    private final HostMapping hosts;
    private final SeenTables seen;
    private final List<Rule> rules;

    /** What was found in one script, and what would mend it. */
    record Outcome(SqlScript script, List<Found> found, List<Finding> findings, List<String> plans) {}

    /**
     * @param config with empty catalogs if no service is to be asked
     * @param seen learns what services show, and stands in for those that are not asked
     */
    public Checker(SessionConfig config, HostMapping hosts, SeenTables seen) {
        this(config, hosts, seen, Rules.ALL);
    }

    Checker(SessionConfig config, HostMapping hosts, SeenTables seen, List<Rule> rules) {
        this.config = config;
        this.hosts = hosts;
        this.seen = seen;
        this.rules = List.copyOf(rules);
    }

    /** Several scripts at a time, as far as there are processors. */
    public CheckReport check(List<SqlScript> scripts) {
        List<Outcome> outcomes = scripts.parallelStream().map(this::check).toList();
        seen.save();
        return new CheckReport(
                outcomes.stream().map(Checker::unchanged).toList(),
                outcomes.stream()
                        .flatMap(outcome -> outcome.findings().stream())
                        .toList());
    }

    /** The same, with the texts that have no more of the findings that can be mended mechanically; they are not reported. */
    public CheckReport mend(List<SqlScript> scripts) {
        List<CheckedFile> files = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (SqlScript script : scripts) {
            Outcome outcome = check(script);
            Mending.Mended mended = new Mending(this::check).mend(outcome);
            files.add(new CheckedFile(script.file(), script.text(), mended.text(), mended.fixes(), outcome.plans()));
            findings.addAll(
                    mended.fixes() == 0
                            ? outcome.findings()
                            : check(SqlScript.parse(script.file(), mended.text()))
                                    .findings());
        }
        seen.save();
        return new CheckReport(files, findings);
    }

    private static CheckedFile unchanged(Outcome outcome) {
        SqlScript script = outcome.script();
        return new CheckedFile(script.file(), script.text(), script.text(), 0, outcome.plans());
    }

    Outcome check(SqlScript script) {
        List<Finding> findings = new ArrayList<>(script.findings());
        findings.addAll(PipelineCompiler.refusals(script));
        List<Found> found = new ArrayList<>();
        List<String> plans = new ArrayList<>();
        try (DryRun session = DryRun.of(config, hosts, seen, script, Files.createTempDirectory("tidewater-check"))) {
            CheckedScript checked = CheckedScript.of(script, session);
            findings.addAll(checked.refused());
            findings.addAll(session.lateWarnings());
            checked.inserts().forEach(insert -> plans.add(PlanDrawing.of(insert)));
            for (Rule rule : rules) {
                Findings collected = new Findings(rule);
                rule.check(checked, collected);
                found.addAll(collected.all());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean isRefused = findings.stream().anyMatch(finding -> finding.level() == Finding.Level.ERROR);
        Allowances allowances = Allowances.of(script, allowable());
        found.removeIf(one -> allowances.allow(one.finding()));
        findings.removeIf(allowances::allow);
        findings.removeIf(refusal -> refusal.rule().startsWith("sql-") && isExplained(refusal, found));
        found.forEach(one -> findings.add(one.finding()));
        findings.addAll(allowances.faults());
        // What was refused has no plan, and what its author allows cannot show.
        findings.addAll(isRefused ? List.of() : allowances.unused());
        findings.sort(ORDER);
        return new Outcome(script, found, eachOnce(findings), plans);
    }

    /** Two statements may meet one fault of a table, and Flink give each another advice. */
    private static List<Finding> eachOnce(List<Finding> findings) {
        Set<Finding> told = new HashSet<>();
        return findings.stream()
                .filter(one -> told.add(
                        new Finding(one.rule(), one.level(), one.file(), one.line(), one.column(), one.message(), "")))
                .toList();
    }

    /** Whether a rule has told the same. */
    private boolean isExplained(Finding refusal, List<Found> found) {
        return rules.stream()
                .anyMatch(rule -> found.stream()
                        .map(Found::finding)
                        .filter(one -> one.rule().equals(rule.id()))
                        .anyMatch(one ->
                                rule.explains(refusal) || rule.explainsRefusals() && isAtOnePlace(one, refusal)));
    }

    private static boolean isAtOnePlace(Finding one, Finding other) {
        return one.line() == other.line() && one.column() == other.column();
    }

    /** Ids of the findings that an author can allow: those of rules, not what Flink or a pipeline refuses. */
    private List<String> allowable() {
        return rules.stream().map(Rule::id).toList();
    }
}
