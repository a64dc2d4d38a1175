//! Where the pods behind a Service are: Endpoints and EndpointSlices.

use crate::model::k8s::names::Grammar;
use crate::model::k8s::requirements::Topic;
use crate::model::k8s::requirements::findings::Findings;
use crate::model::k8s::requirements::network::address;
use crate::model::k8s::requirements::part::Part;
use crate::model::k8s::requirements::pod::port;

pub(crate) fn endpoints(whole: Part<'_>, found: &mut Findings) {
    for subset in whole.parts("subsets") {
        if !subset.is_set("addresses") && !subset.is_set("notReadyAddresses") {
            found.required_one(subset, &["addresses", "notReadyAddresses"]);
        }
        for list in ["addresses", "notReadyAddresses"] {
            for address in subset.parts(list) {
                if let Some(ip) = address.fields().string("ip") {
                    address::ip(&ip, "ip", found);
                    address::special(&ip.value, ip.span, found);
                }
                found.name(address, "hostname", Grammar::Label);
            }
        }
        let count = subset.fields().items("ports").count();
        for port in subset.parts("ports") {
            if count > 1 {
                found.required(port, "name");
            }
            if let Some(name) = port.text("name") {
                found.grammar(Topic::Port, &name, "name", Grammar::Label);
            }
            port::number(port, "port", found);
        }
    }
}

pub(crate) fn endpoint_slice(whole: Part<'_>, found: &mut Findings) {
    found.required(whole, "addressType");
    found.one_of(whole, "addressType", &["FQDN", "IPv4", "IPv6"]);
    let is_ip = !whole.is("addressType", "FQDN");
    for endpoint in whole.parts("endpoints") {
        found.required(endpoint, "addresses");
        for address in endpoint.fields().strings("addresses") {
            if is_ip {
                address::ip(&address, "addresses", found);
                address::special(&address.value, address.span, found);
            } else {
                found.grammar(Topic::Address, &address, "addresses", Grammar::Subdomain);
            }
        }
    }
    for port in whole.parts("ports") {
        if let Some(name) = port.text("name") {
            found.grammar(Topic::Port, &name, "name", Grammar::Label);
        }
        port::number(port, "port", found);
    }
}
