package dev.inventory.box.internal.barcodes;

import dev.inventory.box.internal.ItemDetail;
import dev.inventory.box.internal.Stock;
import dev.inventory.box.internal.UniqueViolation;
import dev.inventory.device.DeviceCatalog;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.OrganizationScope;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.audit.Audit;
import dev.inventory.platform.failure.Forbidden;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What barcodes stand for. One of the server's own codes names its object; any other code may be linked to one; a code
 * that is neither may be the serial number or the MAC address of a device, or the serial number of an item.
 */
@ApplicationScoped
@RetriedOnContention
@Transactional
public class Barcodes {

    private static final String TYPE = "barcode";
    private static final String NO_MATCH = "No match found for barcode data";

    @PersistenceContext
    EntityManager em;

    @Inject
    Stock stock;

    @Inject
    DeviceCatalog devices;

    @Inject
    Caller caller;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /** @throws Rejected if it stands for nothing that the caller may see */
    BarcodeMatch match(ScannedText scanned) {
        String success = "Match found for barcode data";
        Optional<Target> target = target(scanned);
        return (target.isPresent() ? seen(target.get(), success) : bySerial(scanned.code(), success))
                .orElseThrow(() -> refused(NO_MATCH, scanned))
                .by(scanned);
    }

    /**
     * The item that a barcode stands for, whoever asks; empty if it stands for nothing that the caller may see.
     *
     * @throws Rejected if it stands for a box or a device
     */
    public Optional<String> itemId(String data) {
        ScannedText scanned = ScannedText.of(data);
        Optional<Target> target = target(scanned);
        if (target.filter(named -> named.model() == Model.ITEM).isPresent()) {
            return target.map(Target::id);
        }
        if (target.isEmpty()) {
            Optional<String> item = stock.itemWithSerial(scanned.code()).map(ItemDetail::itemId);
            if (item.isPresent()) {
                return item;
            }
        }
        Optional<BarcodeMatch> other = target.isPresent() ? seen(target.get(), "") : bySerial(scanned.code(), "");
        other.ifPresent(match -> {
            throw Rejected.because("This is the code of a " + (match.box() == null ? "device" : "box"));
        });
        return Optional.empty();
    }

    /**
     * Links a foreign code to an object; what is linked already stays so.
     *
     * @throws Rejected if the code is one of the server's own or stands for another object, or there is no such object
     * @throws Forbidden if the caller may not change such objects
     */
    BarcodeMatch link(ScannedText scanned, Target target) {
        BarcodeMatch match =
                changeable(target, "Assigned barcode to " + target.model().key() + " instance");
        if (Target.written(scanned.code()).isPresent()) {
            throw refused("Barcode is one of this server's own", scanned);
        }
        Optional<Barcode> known = byHash(scanned);
        if (known.isPresent()) {
            if (known.get().isFor(scanned) && known.get().target().equals(target)) {
                return match.by(scanned);
            }
            throw linkedElsewhere(scanned);
        }
        Barcode barcode = new Barcode(scanned, target, caller.username(), clock.instant());
        em.persist(barcode);
        flush(scanned);
        audit.created(TYPE, barcode.id(), barcode.audited());
        return match.by(scanned);
    }

    /**
     * Takes a code from the object that it is linked to.
     *
     * @throws Rejected if it is linked to nothing that the caller may see
     * @throws Forbidden if the caller may see but not change that object
     */
    BarcodeMatch unlink(ScannedText scanned) {
        Barcode barcode = byHash(scanned)
                .filter(linked -> linked.isFor(scanned))
                .filter(linked -> seen(linked.target(), "").isPresent())
                .orElseThrow(() -> refused(NO_MATCH, scanned));
        BarcodeMatch match = remaining(barcode.target());
        remove(barcode);
        return match.by(scanned);
    }

    /**
     * Takes one code from this object.
     *
     * @throws Rejected if there is no such object or the code is not linked to it
     * @throws Forbidden if the caller may not change such objects
     */
    BarcodeMatch unlink(ScannedText scanned, Target target) {
        BarcodeMatch match = remaining(target);
        remove(byHash(scanned)
                .filter(linked -> linked.isFor(scanned) && linked.target().equals(target))
                .orElseThrow(() -> refused(NO_MATCH, scanned)));
        return match.by(scanned);
    }

    /**
     * Takes all codes from this object.
     *
     * @throws Rejected if there is no such object
     * @throws Forbidden if the caller may not change such objects
     */
    BarcodeMatch unlink(Target target) {
        BarcodeMatch match = remaining(target);
        linkedTo(target).forEach(this::remove);
        return match;
    }

    /**
     * The code that stands for an object.
     *
     * @throws Rejected if there is no such object that the caller may see
     */
    String generate(Target target) {
        return seen(target, "").map(match -> target.shortCode()).orElseThrow(() -> refused("Model instance not found"));
    }

    static Rejected refused(String error) {
        return Rejected.because(error, Map.of("error", error));
    }

    private Optional<Target> target(ScannedText scanned) {
        return Target.written(scanned.code())
                .or(() ->
                        byHash(scanned).filter(linked -> linked.isFor(scanned)).map(Barcode::target));
    }

    private Optional<BarcodeMatch> seen(Target target, String success) {
        if (target.model() == Model.DEVICE) {
            return device(target, Permission.VIEW, success);
        }
        return stock.shows(target.model().key()) ? stored(target, success) : Optional.empty();
    }

    private Optional<BarcodeMatch> stored(Target target, String success) {
        return target.model() == Model.BOX
                ? stock.box(target.id()).map(box -> BarcodeMatch.of(box, success))
                : stock.item(target.id()).map(item -> BarcodeMatch.of(item, success));
    }

    private Optional<BarcodeMatch> device(Target target, Permission permission, String success) {
        return devices.withId(target.number(), caller.scope(Model.DEVICE.key(), permission))
                .map(device -> BarcodeMatch.of(Stock.shown(device), success));
    }

    private Optional<BarcodeMatch> bySerial(String code, String success) {
        OrganizationScope scope = caller.scope(Model.DEVICE.key(), Permission.VIEW);
        return devices.withSerial(code, scope)
                .or(() -> devices.withMac(code, scope))
                .map(device -> BarcodeMatch.of(Stock.shown(device), success))
                .or(() -> stock.shows(Model.ITEM.key())
                        ? stock.itemWithSerial(code).map(item -> BarcodeMatch.of(item, success))
                        : Optional.empty());
    }

    private BarcodeMatch remaining(Target target) {
        return changeable(target, "Barcode unassigned from " + target.model().key() + " instance");
    }

    private BarcodeMatch changeable(Target target, String success) {
        String key = target.model().key();
        if (!caller.may(key, Permission.CHANGE)) {
            throw Forbidden.permission();
        }
        Optional<BarcodeMatch> match =
                target.model() == Model.DEVICE ? changeableDevice(target, success) : stored(target, success);
        return match.orElseThrow(() -> refused("No matching " + key + " instance found in database"));
    }

    /** A device that the caller may see but not change is forbidden, one that the caller may not see is not there. */
    private Optional<BarcodeMatch> changeableDevice(Target target, String success) {
        Optional<BarcodeMatch> match = device(target, Permission.CHANGE, success);
        if (match.isEmpty() && device(target, Permission.VIEW, success).isPresent()) {
            throw Forbidden.permission();
        }
        return match;
    }

    private Optional<Barcode> byHash(ScannedText scanned) {
        return em.createQuery("SELECT b FROM Barcode b WHERE b.hash = :hash", Barcode.class)
                .setParameter("hash", scanned.hash())
                .getResultStream()
                .findFirst();
    }

    private List<Barcode> linkedTo(Target target) {
        String path =
                switch (target.model()) {
                    case BOX -> "b.boxId";
                    case ITEM -> "b.itemId";
                    case DEVICE -> "b.deviceId";
                };
        return em.createQuery("SELECT b FROM Barcode b WHERE " + path + " = :id ORDER BY b.id", Barcode.class)
                .setParameter("id", target.model() == Model.DEVICE ? (Object) target.number() : target.id())
                .getResultList();
    }

    private void remove(Barcode barcode) {
        audit.deleted(TYPE, barcode.id(), barcode.audited());
        em.remove(barcode);
        em.flush();
    }

    /** A code that somebody else has linked since we looked shows here. */
    private void flush(ScannedText scanned) {
        try {
            em.flush();
        } catch (PersistenceException e) {
            if (UniqueViolation.isIn(e)) {
                throw linkedElsewhere(scanned);
            }
            throw e;
        }
    }

    private static Rejected linkedElsewhere(ScannedText scanned) {
        return refused("Barcode matches existing object", scanned);
    }

    private static Rejected refused(String error, ScannedText scanned) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", error);
        body.put("barcode_data", scanned.data());
        body.put("barcode_hash", scanned.hash());
        return Rejected.because(error, body);
    }
}
