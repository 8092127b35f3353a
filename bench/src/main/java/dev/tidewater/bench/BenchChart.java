package dev.tidewater.bench;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Figures as bars: CPU seconds for a million records, the shorter the better, limits in grey. */
public final class BenchChart {
    private static final int WIDTH = 860;
    private static final int LABELS = 250;
    private static final int BARS = 480;
    private static final int ROW = 24;
    private static final int GAP = 44;
    private static final int TOP = 54;

    private BenchChart() {}

    /** An SVG document. */
    public static String of(BenchReport report) {
        int rows =
                report.works().stream().mapToInt(work -> measured(work).size()).sum();
        int height = TOP + rows * ROW + report.works().size() * GAP + 16;
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"13\" role=\"img\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n",
                WIDTH,
                height,
                WIDTH,
                height));
        text(
                svg,
                16,
                26,
                "CPU seconds for a million records: shorter is better",
                "font-size=\"16\" font-weight=\"bold\"");
        int y = TOP;
        for (WorkFigures work : report.works()) {
            text(svg, 16, y + 14, "(" + work.work().label() + ") " + work.title(), "font-weight=\"bold\"");
            y = bars(svg, work, y + 24) + GAP - 24;
        }
        return svg.append("</svg>\n").toString();
    }

    private static int bars(StringBuilder svg, WorkFigures work, int top) {
        List<PeerFigures> peers = measured(work);
        double longest = peers.stream()
                .map(PeerFigures::cpu)
                .filter(Objects::nonNull)
                .mapToDouble(Spread::high)
                .max()
                .orElse(1);
        int y = top;
        for (PeerFigures peer : peers) {
            Spread cpu = Objects.requireNonNull(peer.cpu());
            text(svg, LABELS - 8, y + 14, peer.peer().title(), "text-anchor=\"end\"");
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"16\" fill=\"%s\"/>%n",
                    LABELS,
                    y + 2,
                    BARS * cpu.median() / longest,
                    colour(peer.peer())));
            spread(svg, cpu, longest, y + 10);
            text(svg, (int) (LABELS + 8 + BARS * cpu.high() / longest), y + 14, figure(cpu), "");
            y += ROW;
        }
        return y;
    }

    /** From the lowest round to the highest. */
    private static void spread(StringBuilder svg, Spread cpu, double longest, int y) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#222222\"/>%n",
                LABELS + BARS * cpu.low() / longest,
                LABELS + BARS * cpu.high() / longest,
                y,
                y));
    }

    private static String figure(Spread cpu) {
        return String.format(Locale.ROOT, "%.2f", cpu.median());
    }

    private static String colour(Peer peer) {
        if (peer.isLimit()) {
            return "#bbbbbb";
        }
        return peer == Peer.OURS ? "#0b7285" : "#e8a33d";
    }

    private static List<PeerFigures> measured(WorkFigures work) {
        return work.peers().stream().filter(peer -> peer.cpu() != null).toList();
    }

    private static void text(StringBuilder svg, int x, int y, String words, String attributes) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" %s>%s</text>%n",
                x,
                y,
                attributes,
                words.replace("&", "&amp;").replace("<", "&lt;")));
    }
}
