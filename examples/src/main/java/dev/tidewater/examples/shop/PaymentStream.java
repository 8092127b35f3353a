package dev.tidewater.examples.shop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Who pays, and when: most soon, some late, some too late, some twice, some never. */
final class PaymentStream {
    /** A payment up to here, inclusive, is in time. */
    static final Duration IN_TIME = Duration.ofMinutes(5);

    /** A payment up to here, inclusive, still counts, as late. */
    static final Duration ACCEPTED = Duration.ofHours(1);

    private static final Duration MOMENT = Duration.ofSeconds(2);
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final double TWICE = 0.01;
    private static final List<String> PROVIDERS = List.of("adyen", "klarna", "paypal", "stripe");

    private final Dice dice;

    PaymentStream(Dice dice) {
        this.dice = dice;
    }

    List<Payment> paymentsOf(List<Order> orders) {
        List<Payment> payments = new ArrayList<>();
        for (Order order : orders) {
            int roll = dice.between(1, 1000);
            if (roll <= 780) {
                pay(payments, order, dice.between(MOMENT, IN_TIME));
            } else if (roll <= 790) {
                pay(payments, order, IN_TIME);
            } else if (roll <= 800) {
                pay(payments, order, IN_TIME.plus(MILLISECOND));
            } else if (roll <= 880) {
                pay(payments, order, dice.between(IN_TIME.plus(MILLISECOND), ACCEPTED));
            } else if (roll <= 910) {
                pay(payments, order, dice.between(ACCEPTED.plus(MILLISECOND), ACCEPTED.plusMinutes(45)));
            }
        }
        return payments;
    }

    private void pay(List<Payment> payments, Order order, Duration after) {
        payments.add(payment(payments.size() + 1, order, order.orderTime().plus(after)));
        if (dice.chance(TWICE)) {
            Instant again = order.orderTime().plus(after).plus(dice.between(MOMENT, IN_TIME));
            payments.add(payment(payments.size() + 1, order, again));
        }
    }

    private Payment payment(int number, Order order, Instant paidAt) {
        return new Payment(
                "Y-%06d".formatted(number),
                order.orderId(),
                paidAt,
                order.amount(),
                order.currency(),
                dice.oneOf(PROVIDERS));
    }
}
