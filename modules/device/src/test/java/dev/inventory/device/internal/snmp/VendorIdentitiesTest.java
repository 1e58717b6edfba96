package dev.inventory.device.internal.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.snmp4j.smi.OID;

class VendorIdentitiesTest {

    private final VendorIdentities vendors = new VendorIdentities();

    @Test
    void theLongestPrefixCounts() {
        assertThat(vendors.of(new OID("1.3.6.1.4.1.12356.101.1.644")))
                .extracting(VendorIdentities.Place::source)
                .containsExactly("FORTINET-FORTIGATE-MIB");
        assertThat(vendors.of(new OID("1.3.6.1.4.1.12356.103.1.1")))
                .extracting(VendorIdentities.Place::source)
                .containsExactly("FORTINET-CORE-MIB");
    }

    @Test
    void aPrefixEndsAtADot() {
        assertThat(vendors.of(new OID("1.3.6.1.4.1.99.1"))).isEmpty();
        assertThat(vendors.of(new OID("1.3.6.1.4.1.9.1.2068"))).hasSize(1);
    }

    @Test
    void aVendorMayHaveSeveralPlaces() {
        assertThat(vendors.of(new OID("1.3.6.1.4.1.318.1.3.4.5"))).hasSize(2);
    }

    @Test
    void everyPlaceAsksForInstancesOfOneVendor() {
        assertThat(vendors.all()).hasSizeGreaterThan(10).allSatisfy(place -> {
            assertThat(place.oids()).isNotEmpty().allSatisfy(oid -> assertThat(oid.toString())
                    .startsWith("1.3.6.1.4.1."));
            assertThat(place.source()).contains("MIB").doesNotContain(" ");
        });
    }
}
