package dev.inventory.box.internal;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How the Box API answers: the HTTP status once more, and a list even of one. */
final class Envelope {

    private static final int OK = 200;

    private Envelope() {}

    static OfBoxes boxes(List<BoxDetail> boxes) {
        return new OfBoxes(OK, boxes);
    }

    static OfBoxes box(BoxDetail box) {
        return boxes(List.of(box));
    }

    static OfItems items(List<ItemDetail> items) {
        return new OfItems(OK, items);
    }

    static OfItems item(ItemDetail item) {
        return items(List.of(item));
    }

    static OfMovements movements(List<MovementDetail> movements) {
        return new OfMovements(OK, movements);
    }

    static OfReservations reservations(List<ReservationDetail> reservations) {
        return new OfReservations(OK, reservations);
    }

    static OfPlacements placements(List<Placement> placements) {
        return new OfPlacements(OK, placements);
    }

    static OfCount count(long count) {
        return new OfCount(OK, List.of(new Count(count)));
    }

    /** Boxes. */
    @Schema(name = "BoxAnswer")
    public record OfBoxes(@Schema(example = "200") int code, List<BoxDetail> body) {}

    /** Items. */
    @Schema(name = "ItemAnswer")
    public record OfItems(@Schema(example = "200") int code, List<ItemDetail> body) {}

    /** Movements. */
    @Schema(name = "MovementAnswer")
    public record OfMovements(@Schema(example = "200") int code, List<MovementDetail> body) {}

    /** Reservations. */
    @Schema(name = "ReservationAnswer")
    public record OfReservations(@Schema(example = "200") int code, List<ReservationDetail> body) {}

    /** What came of each item that was put into a box. */
    @Schema(name = "PlacementAnswer")
    public record OfPlacements(@Schema(example = "200") int code, List<Placement> body) {}

    /** A number of objects. */
    @Schema(name = "CountAnswer")
    public record OfCount(@Schema(example = "200") int code, List<Count> body) {}

    /** How many there are. */
    @Schema(name = "Count")
    public record Count(
            @Schema(type = SchemaType.INTEGER, format = "int64", example = "42")
            long count) {}
}
