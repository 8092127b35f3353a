package dev.tidewater.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class BenchChartTest {
    @Test
    void drawsABarForEachPeerAsLongAsItsMedianSaysAndLimitsInGrey() throws Exception {
        Document svg = parse(BenchChart.of(Runs.report(
                Runs.of(Work.C, Peer.OURS, 1, 0.002),
                Runs.of(Work.C, Peer.STOCK, 1, 0.008),
                Runs.of(Work.C, Peer.CONSUMER, 1, 0.001))));

        // The first is the background.
        NodeList bars = svg.getElementsByTagName("rect");
        assertThat(bars.getLength()).isEqualTo(4);
        assertThat(width(bars, 2) / width(bars, 1)).isEqualTo(4.0);
        assertThat(((Element) bars.item(3)).getAttribute("fill")).isEqualTo("#bbbbbb");
        assertThat(svg.getDocumentElement().getTextContent())
                .contains("(c) Avro to Iceberg, all columns", "Tidewater", "2.50", "Flink SQL", "10.00");
    }

    @Test
    void leavesOutWhatHasNoFigures() throws Exception {
        Document svg = parse(BenchChart.of(
                Runs.report(Runs.of(Work.A, Peer.OURS, 1, 0.002), Run.broken(Work.A, Peer.STOCK, 1, 1_000, "broken"))));

        assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(2);
    }

    private static double width(NodeList bars, int index) {
        return Double.parseDouble(((Element) bars.item(index)).getAttribute("width"));
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }
}
