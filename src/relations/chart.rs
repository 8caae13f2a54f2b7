//! 科目层次. Whether names of the chart of accounts stand on different levels, so that adding them counts twice.
//!
//! Source: 《政府收支分类科目》, 类 of 支出功能分类 and of 支出经济分类.

use crate::text::any_of;

use super::identity::IDENTITIES;

/// 类 of 支出功能分类: 201 to 232, with the names they had before.
const FUNCTIONS: &[&str] = &[
    "一般公共服务",
    "外交",
    "国防",
    "公共安全",
    "教育",
    "科学技术",
    "文化体育与传媒",
    "文化旅游体育与传媒",
    "社会保障和就业",
    "社会保险基金",
    "医疗卫生",
    "医疗卫生与计划生育",
    "卫生健康",
    "节能环保",
    "城乡社区",
    "城乡社区事务",
    "农林水",
    "农林水事务",
    "交通运输",
    "资源勘探信息等",
    "资源勘探工业信息等",
    "商业服务业等",
    "金融",
    "援助其他地区",
    "国土海洋气象等",
    "自然资源海洋气象等",
    "住房保障",
    "粮油物资储备",
    "国有资本经营预算",
    "灾害防治及应急管理",
    "预备费",
    "转移性",
    "债务还本",
    "债务付息",
    "债务发行费用",
    "抗疫特别国债安排的",
];

/// 类 of 支出经济分类, of departments and of the government.
const USES: &[&str] = &[
    "工资福利支出",
    "商品和服务支出",
    "对个人和家庭的补助",
    "对个人和家庭的补助支出",
    "债务利息及费用支出",
    "资本性支出",
    "资本性支出(基本建设)",
    "对企业补助",
    "对企业补助(基本建设)",
    "对社会保障基金补助",
    "其他资本性支出",
    "基本建设支出",
    "机关工资福利支出",
    "机关商品和服务支出",
    "机关资本性支出",
    "对事业单位经常性补助",
    "对事业单位资本性补助",
];

/// Whether some of the names are the wholes that others are parts of.
///
/// Names are row labels folded to half width, without number, unit and 其中.
#[must_use]
pub fn mixes_levels(names: &[&str]) -> bool {
    let is_function = |name: &str| name.strip_suffix("支出").is_some_and(|n| FUNCTIONS.contains(&n));
    some_but_not_all(names, is_function)
        || some_but_not_all(names, |name| USES.contains(&name))
        || whole_and_part(names)
}

fn some_but_not_all(names: &[&str], is_class: impl Fn(&str) -> bool) -> bool {
    // What is carried over or left, and 其他支出, stand beside names of any level.
    let beside = |name: &str| name == "其他支出" || any_of!["结转", "结余", "上解", "调出"].stand_in(name);
    names.iter().any(|name| is_class(name)) && names.iter().any(|name| !is_class(name) && !beside(name))
}

/// 基本支出 beside 人员经费.
fn whole_and_part(names: &[&str]) -> bool {
    IDENTITIES.iter().any(|identity| {
        let parts = || identity.required.iter().chain(identity.optional).copied().flatten();
        let has = |wanted: &str| names.iter().any(|name| name.replace(['“', '”'], "") == wanted);
        identity.totals.iter().any(|total| has(total)) && parts().any(|part| has(part))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wholes_among_their_parts() {
        assert!(mixes_levels(&["教育支出", "普通教育", "农林水支出"]));
        assert!(mixes_levels(&["工资福利支出", "基本工资", "商品和服务支出", "办公费"]));
        assert!(mixes_levels(&["基本支出", "人员经费", "公用经费", "项目支出"]));
    }

    #[test]
    fn names_of_one_level() {
        assert!(!mixes_levels(&["教育支出", "农林水支出", "年末结转和结余"]));
        assert!(!mixes_levels(&["工资福利支出", "商品和服务支出", "其他支出"]));
        assert!(!mixes_levels(&["基本支出", "项目支出", "经营支出"]));
        assert!(!mixes_levels(&["会议费", "培训费"]));
    }
}
