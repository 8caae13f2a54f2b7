//! Every form of number that the field prints, and those that are no figures: text → value, unit, bounds.

use crate::document;
use crate::figures::{Figure, Kind, extract};
use crate::outline;

fn read(text: &str) -> Vec<Figure> {
    let document = document::from_text(text.to_owned(), "例");
    extract(&document, &outline::parse(&document)).figures
}

/// `1234.5万元 [1234.45,1234.55]` for each figure; the bounds only where asked for.
fn values(text: &str) -> Vec<String> {
    read(text).iter().map(|f| format!("{}{}", f.value.normalize(), f.unit)).collect()
}

fn bounds(text: &str) -> String {
    let figures = read(text);
    let [figure] = figures.as_slice() else { return format!("{} figures", figures.len()) };
    let side = |bound: Option<crate::quantity::Decimal>| bound.map_or("…".to_owned(), |v| v.normalize().to_string());
    format!(
        "{}~{} {}",
        side(figure.interval.low.value()),
        side(figure.interval.high.value()),
        figure.approximation.name()
    )
}

#[test]
fn numbers_and_units() {
    for (text, expected) in [
        ("本年支出１２３４．５万元。", &["1234.5万元"][..]),
        ("本年支出12 345.6 万元。", &["12345.6万元"]),
        ("拨付3亿2000万元。", &["32000万元"]),
        ("发放三十二万五千元。", &["32.5万元"]),
        ("收取叁万伍仟元整。", &["3.5万元"]),
        ("收取1万800元。", &["1.08万元"]),
        ("发放两千零三元。", &["0.2003万元"]),
        ("投入一百二十万零五十元。", &["120.005万元"]),
        ("捐赠3元5角2分，另捐100美元。", &["0.000352万元", "0.01万美元"]),
        ("经费万2.28元，支出6.83万元万元。", &["2.28万元", "6.83万元"]),
        ("2015本年收入1，335.93万元。", &["1335.93万元"]),
        ("增长百分之三点五，千分之二，万分之三。", &["3.5%", "0.2%", "0.03%"]),
        ("满意度九成五，提高半个百分点。", &["95%", "0.5百分点"]),
        ("产值增长一倍半，修渠九公里半。", &["1.5倍", "9.5公里"]),
        ("分别为12.3、4.5和6.7万元。", &["12.3万元", "4.5万元", "6.7万元"]),
        ("生产2000000个零件。", &["2000000个"]),
        ("惠及5万农户，服务30万参保人。", &["50000户", "300000人"]),
        ("城乡收入比3.05:1，生师比16:1。", &["3.05倍", "16倍"]),
        ("三次产业结构为13.5:45.0:41.5。", &["13.5%", "45%", "41.5%"]),
        ("公共支出占一半，误差±5%。", &["50%", "5%"]),
    ] {
        assert_eq!(values(text), expected, "{text}");
    }
}

#[test]
fn what_prices_are_for() {
    for (text, expected) in [
        ("救助326人次，人均100元。", &["326人次", "100元/人次"][..]),
        ("扶持3家企业，各2万元。", &["3家", "20000元/家"]),
        ("路灯每盏86元/年。", &["86元/盏·年"]),
        ("环卫工人月均工资2,150元。", &["2150元/人·月"]),
        ("132名委员月补贴300元。", &["132名", "300元/人·月"]),
        ("在校学生1200人，每天补助4元。", &["1200人", "4元/人·天"]),
        ("村干部报酬每人每月增加300元。", &["300元/人·月"]),
        ("公务用车运行维护费每车年均2.63万元。", &["26300元/辆"]),
        ("单方造价1980元。", &["1980元/平方米"]),
        ("平均亩收入4000元，亩均产粮100公斤/亩。", &["4000元/亩", "100公斤/亩"]),
        (
            "缴费标准由每人每年320元提高到350元，提高30元；财政补助标准由580元提高到610元。",
            &["320元/人·年", "350元/人·年", "30元/人·年", "580元/人·年", "610元/人·年"],
        ),
    ] {
        assert_eq!(values(text), expected, "{text}");
    }
    // A mean over years of a large amount is a level.
    assert_eq!(read("年均投入320万元。")[0].kind, Kind::Amount);
}

#[test]
fn words_that_bound() {
    for (text, expected) in [
        ("发放3000多万元。", "3000~4000 over"),
        ("拨付1695.7多万元。", "1695.7~1695.8 over"),
        ("走访135余人。", "135~145 over"),
        ("走访数十次。", "10~100 over"),
        ("清理垃圾上万吨。", "10000~… at_least"),
        ("企业纳税超百万元。", "100~… at_least"),
        ("发放百余户。", "100~200 over"),
        ("救助近300人。", "200~300 under"),
        ("支出约17万元。", "16.15~17.85 about"),
        ("救助不足20人。", "…~20 at_most"),
        ("补助3～5万元。", "3~5 range"),
        ("补助十五六万元。", "15~16 range"),
        ("增幅-2%至3%。", "-2~3 range"),
        ("低保标准不低于每人每月560元。", "560~… at_least"),
    ] {
        assert_eq!(bounds(text), expected, "{text}");
    }
}

#[test]
fn what_is_no_figure() {
    for text in [
        "十四五期间的2022年3月，一是加强管理，获第3名。",
        "湘财绩〔2022〕7号文，电话0731-28880011，邮编412000。",
        "80周岁以上老人，三、四级残疾，两委，两项补贴，三公经费。",
        "一次性补助，万家灯火，百岁老人，四级网络，千方百计，八项规定。",
        "2080101行政运行，2050201学前教育。",
        "零售业、零星维修和零件采购，时间过半，历时两个半月。",
        "会议9:30开始，地图比例尺1:10000，海拔以上千米为界。",
    ] {
        assert_eq!(values(text), Vec::<String>::new(), "{text}");
    }
}
