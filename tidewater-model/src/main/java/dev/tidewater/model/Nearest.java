package dev.tidewater.model;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Finds what somebody probably meant to write. */
public final class Nearest {
    private Nearest() {}

    /**
     * The candidate with the fewest typing mistakes from the word (a letter missing, added, wrong, or two swapped), case
     * aside; empty if none is near enough to be worth proposing. The word itself is none: who has written it meant something
     * else by it. Among equals the likelier mistake wins: letters swapped
     * ({@code FORM} is FROM, not FOR), then letters left out, then a wrong letter, then one too many; then the alphabet.
     */
    public static Optional<String> to(String word, Collection<String> candidates) {
        String wanted = word.toLowerCase(Locale.ROOT);
        int limit = wanted.length() <= 2 ? wanted.length() - 1 : Math.max(1, wanted.length() / 3);
        String best = "";
        int least = limit + 1;
        int likeliest = 0;
        for (String candidate : new TreeSet<>(candidates)) {
            if (candidate.equals(word) || Math.abs(candidate.length() - wanted.length()) > least) {
                continue;
            }
            String known = candidate.toLowerCase(Locale.ROOT);
            int distance = distance(wanted, known);
            int likelihood = likelihood(wanted, known);
            if (distance < least || (distance == least && distance <= limit && likelihood > likeliest)) {
                least = distance;
                likeliest = likelihood;
                best = candidate;
            }
        }
        return least <= limit ? Optional.of(best) : Optional.empty();
    }

    /** How likely a mistake of this kind is beside others of the same size. */
    private static int likelihood(String wanted, String known) {
        if (known.length() != wanted.length()) {
            return known.length() > wanted.length() ? 2 : 0;
        }
        return sorted(known).equals(sorted(wanted)) ? 3 : 1;
    }

    private static String sorted(String word) {
        return word.chars()
                .sorted()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Optimal string alignment: Levenshtein with swaps of neighbours. */
    private static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return last[b.length()];
    }
}
