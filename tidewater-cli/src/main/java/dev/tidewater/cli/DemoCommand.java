package dev.tidewater.cli;

import dev.tidewater.cli.demo.Demo;
import dev.tidewater.cli.demo.DemoProject;
import dev.tidewater.cli.demo.DemoReport;
import dev.tidewater.engine.stack.StackLayout;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = {
            "Shows the main job: starts a stack, streams the example shop, runs its five pipelines, and compares every"
                    + " lake table with what the generator computed without Flink.",
            "Exits with 0 only if every row of every table is right."
        },
        footer = {
            "",
            "Everything lies in .tidewater/demo of this folder, and is begun anew each time.",
            "",
            "Examples:",
            "  tidewater demo",
            "  tidewater demo --stay --seed 7",
            "  cd .tidewater/demo && tidewater query 'SELECT * FROM shop.user_sessions'"
        })
final class DemoCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Which evening (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--orders",
            defaultValue = "20000",
            paramLabel = "N",
            description = "Different orders of the evening (default: ${DEFAULT-VALUE}).")
    private int orders = 20_000;

    @Option(
            names = "--rate",
            defaultValue = "5000",
            paramLabel = "N",
            description = "Records sent each second (default: ${DEFAULT-VALUE}).")
    private int rate = 5_000;

    @Option(names = "--stay", description = "Leave the stack and the pipelines running.")
    private boolean stay;

    @Override
    public Integer call() {
        StackLayout layout = DemoProject.create(CommonOptions.home(), common.project());
        Demo demo = new Demo(layout, DemoProject.scripts(layout), seed, rate, CommonOptions::say);
        DemoReport report;
        try {
            report = demo.run(orders);
        } catch (RuntimeException e) {
            DemoProject.abandon(layout);
            throw e;
        }
        if (!stay) {
            report = demo.stop(report);
        }
        common.answer(
                report, DemoText.of(report, layout.project(), stay ? DemoText.Ending.STAYS : DemoText.Ending.STOPPED));
        return report.exact() ? 0 : 1;
    }
}
